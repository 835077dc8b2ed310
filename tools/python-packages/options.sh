# GraalPy is Python 3.12. Wheels with native parts are taken too: they work without them.
# shellcheck disable=SC2034
wheels=(
  --only-binary=:all: --python-version 312 --implementation cp --abi cp312 --abi none
  --platform manylinux2014_x86_64 --platform manylinux_2_17_x86_64 --platform any
)
