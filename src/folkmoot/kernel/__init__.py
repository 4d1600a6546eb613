"""What every part of Folkmoot may lean on: ids, time, chance, errors, text. Imports nothing of ours."""
