"""What Folkmoot is about: each context holds its facts, its rules and its SQL, and is entered by its front door."""
