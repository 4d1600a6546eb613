"""The HTTP port: pages for people, health and figures for operators. It belongs to the back office."""
