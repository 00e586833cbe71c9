#!/usr/bin/env python3
"""
How often "rollcall guess" finds the dialect of files that others have annotated, beside Python's csv.Sniffer:

    src/bench/guess.py FOLDER       a clone of github.com/ws-garcia/CSVsniffer

Needs the packaged program (./mvnw -q package -DskipTests). Only files are counted whose delimiter is one of
, ; | ^ or tab. Right is the delimiter and the quote; unsure is exit code 2, which names what to choose from.
"""
import csv
import json
import pathlib
import subprocess
import sys

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "target/rollcall/bin/rollcall"
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "vslash": "|", "caret": "^"}
QUOTES = {"doublequote": '"', "singlequote": "'"}
SETS = {
    "CSV": "POLLOCK-dialect_annotations.txt",
    "W3C-CSVW": "W3C-CSVW-dialect_annotations.txt",
    "CSV_Wrangling": "CCSV-manual_Dialect_Annotation.txt",
}


def annotated(folder, name):
    page = folder / "python" / "ground truth" / SETS[name]
    for line in page.read_text(encoding="utf-8", errors="replace").splitlines():
        cells = line.split("|")
        if len(cells) > 4 and cells[2] in DELIMITERS:
            file = folder / "python" / name / cells[0]
            if file.is_file() and file.stat().st_size > 0:
                yield file, DELIMITERS[cells[2]], QUOTES.get(cells[3])


def guessed(file):
    done = subprocess.run([PROGRAM, "guess", file, "--json"], capture_output=True, text=True)
    if not done.stdout:
        return None, None, True
    found = json.loads(done.stdout)["csv"]
    return found["delimiter"], found["quote"], done.returncode == 2


def sniffed(file):
    data = file.read_bytes()
    for charset in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", "latin-1"):
        try:
            dialect = csv.Sniffer().sniff(data.decode(charset)[:6144], delimiters="".join(DELIMITERS.values()))
            return dialect.delimiter, dialect.quotechar
        except UnicodeDecodeError:
            continue
        except csv.Error:
            return None, None
    return None, None


def main(folder):
    for name in SETS:
        files = right = unsure = wrong = sniffer = 0
        for file, delimiter, quote in annotated(folder, name):
            files += 1
            found_delimiter, found_quote, doubt = guessed(file)
            if (found_delimiter, found_quote) == (delimiter, quote):
                right += 1
            elif doubt:
                unsure += 1
            else:
                wrong += 1
            sniffer += sniffed(file) == (delimiter, quote)
        print(
            f"{name}: {files} files; right {right / files:.1%}, unsure {unsure}, wrong {wrong};"
            f" csv.Sniffer right {sniffer / files:.1%}"
        )


if __name__ == "__main__":
    if len(sys.argv) != 2 or not PROGRAM.exists():
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
