"""The only place with SQL and keys: the vault, its migrations, one store per aggregate."""
