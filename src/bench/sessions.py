"""Imports CSV users as one does with SQLAlchemy's sessions, a thousand users in a transaction.

    sessions.py FILE DATABASE          each user is looked up, and added or changed
    sessions.py FILE DATABASE add      into a new database: nothing is looked up
"""

import csv
import sys

from sqlalchemy import Column, Integer, String, create_engine, select
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    username = Column(String(50), unique=True, nullable=False)
    email = Column(String(100))
    level = Column(Integer, default=1)


looked_up = sys.argv[3:] != ["add"]
engine = create_engine("sqlite:///" + sys.argv[2])
Base.metadata.create_all(engine)
with open(sys.argv[1], newline="") as file, Session(engine) as session:
    for number, row in enumerate(csv.DictReader(file), 1):
        email, level = row["email"] or None, int(row["level"])
        user = session.scalar(select(User).where(User.username == row["username"])) if looked_up else None
        if user is None:
            session.add(User(username=row["username"], email=email, level=level))
        else:
            user.email, user.level = email, level
        if number % 1000 == 0:
            session.commit()
    session.commit()
