"""The demo community and its residents, who talk through the real protocol. So far: their wire client."""
