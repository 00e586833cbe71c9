"""A program of somebody else's that owns a database of users: makes it, and goes on using it."""
import sys

from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    username = Column(String(50), unique=True, nullable=False)
    email = Column(String(100))
    level = Column(Integer, nullable=False, default=1)


def make(engine):
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(username="ada", email="ada@example.com", level=3))
        session.add(User(username="bob"))
        session.commit()


def use(engine):
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(username="made.later", email="later@example.org"))
        session.commit()
        ada = session.query(User).filter_by(username="ada").one()
        ada.level += 1
        session.delete(session.query(User).filter_by(username="bob").one())
        session.commit()
        for user in session.query(User).order_by(User.username):
            print(user.username, user.email, user.level)


if __name__ == "__main__":
    command, path = sys.argv[1:]
    {"make": make, "use": use}[command](create_engine("sqlite:///" + path))
