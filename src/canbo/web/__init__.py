"""The faces: office, desk, portal, API. They translate; they decide nothing."""
