"""The program that `folkmoot up` prints works as pasted, in a file and at Python's own prompt."""

import asyncio
import sys

from tests.support.house import House
from tests.support.telethon_people import people, sign_in

RUNS_FOR = 40.0
"""Seconds that it may take, the import of Telethon included."""

AT_THE_PROMPT = """
import code, pathlib, sys
prompt = code.InteractiveConsole()
for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
    prompt.push(line)
"""
"""Takes a program line by line, as Python's own prompt does."""


async def test_whoever_pastes_the_program_signs_up_and_then_in(house: House, tmp_path):
    number = house.new_number()
    house.keep_private("a name", "Theophania")
    house.keep_private("a password", "no longer new")
    file = tmp_path / "hello.py"
    file.write_text(printed_program(house))
    said = await run(file, answers=[number.phone, number.code, "Theophania"])
    assert said.endswith("Signed in as Theophania\n")

    said = await run("-c", AT_THE_PROMPT, file, answers=[number.phone, number.code])
    assert said.endswith("Signed in as Theophania\n")

    async with people(house) as cast:
        device = await cast.device()
        await sign_in(device.client, number)
        await device.client.edit_2fa(new_password="no longer new")
    said = await run(file, answers=[number.phone, number.code, "no longer new"])
    assert said.endswith("Signed in as Theophania\n")


def printed_program(house: House) -> str:
    """Return what the server has printed under "paste this"."""
    told = house.output.read_text()
    return told.partition("paste this into a file, run it.\n\n")[2].partition("\nCtrl-C")[0]


async def run(*arguments: object, answers: list[str]) -> str:
    """Run Python with `arguments`, type `answers`, and return what it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *map(str, arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        typed = "".join(f"{answer}\n" for answer in answers)
        said, complained = await asyncio.wait_for(process.communicate(typed.encode()), RUNS_FOR)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, complained.decode()
    return said.decode()
