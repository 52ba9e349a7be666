# Benchmarks: `make bench` runs them on ../shared/data where it is there.
BENCHES	= $(patsubst %.c,$(O)/%,$(wildcard bench/bench_*.c))

$(BENCHES): $(O)/%: $(O)/%.o $(LIB)
	$(call say,LD,$@)
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(XAPIAN) $(ORACLES) $(LIBS)

benches: $(BENCHES)

bench: all benches
	$(Q)sh bench/run.sh $(O)

.PHONY: bench benches

# The daemon under load, beside the least that its HTTP library can do:
# make bench-load DIR=a data directory, QUERIES=file [SECONDS=10]
LOADS	= $(addprefix $(O)/bench/load/,hello inprocess visitors)
SECONDS ?= 10

$(LOADS): $(O)/%: $(O)/%.o $(LIB)
	$(call say,LD,$@)
	$(Q)$(CXX) $(LDFLAGS) -o $@ $^ $(XAPIAN) $(HTTPD) $(LIBS)

loads: $(LOADS)

bench-load: all loads
	$(Q)sh bench/load/run.sh $(O) $(DIR) $(QUERIES) $(SECONDS)

.PHONY: loads bench-load
