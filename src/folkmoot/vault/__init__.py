"""The only code that can open sealed identities. What it trusts must be small: kernel, storage, evidence."""
