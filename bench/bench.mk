# Benchmarks: `make bench` runs them on ../shared/data where it is there.
BENCHES	= $(patsubst %.c,$(O)/%,$(wildcard bench/bench_*.c))

$(BENCHES): $(O)/%: $(O)/%.o $(LIB)
	$(call say,LD,$@)
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(XAPIAN) $(ORACLES) $(LIBS)

benches: $(BENCHES)

bench: all benches
	$(Q)sh bench/run.sh $(O)

.PHONY: bench benches
