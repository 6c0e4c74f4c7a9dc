"""What only developers and CI run: setting up, provisioning, the stages of `make test`, the checks."""
