"""What Folkmoot is about: each context holds its facts, rules and SQL, and is entered by its front door."""
