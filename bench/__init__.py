"""What Folkmoot costs, each figure beside a yardstick taken in the same run: `python -m bench`."""
