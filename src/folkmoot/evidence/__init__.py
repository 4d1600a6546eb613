"""Pure facts and formats that outlive the program: what is sealed, and how. No file, no network, no clock."""
