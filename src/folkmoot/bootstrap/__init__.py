"""The only place where objects are wired together, a module for each process: none loads what another runs.

`house` prepares what all of them need; `messenger` and `backoffice` serve.
"""
