"""What we measure, against what. `bin/bench --list` names the benches; bench/prepare.py makes the data they run on."""
