"""One page per place in the navigation rail; pages do not know each other."""
