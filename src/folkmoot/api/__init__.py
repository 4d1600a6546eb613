"""TL in, domain verbs, TL out: a handler translates, acts and renders; no rule and no SQL lives here."""
