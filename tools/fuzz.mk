# Fuzzing: `make fuzz` runs every target for FUZZ_SECONDS on its corpus
# (fuzz/corpus/NAME and what long runs found, NAME.tar.gz; new finds go to
# $(O)/fuzz/NAME), `make fuzz-NAME` one, `make fuzz-keep-NAME` packs the
# smallest set with the same coverage into the tar.gz. libFuzzer under ASan and UBSan, so clang is needed.
FUZZ_SECONDS ?= 60
FUZZERS	= $(patsubst fuzz/fuzz_%.c,%,$(wildcard fuzz/fuzz_*.c))
FUZZ_CC	= clang
FUZZ_FLAGS = -std=gnu11 -O1 -g -fno-omit-frame-pointer \
	     -fsanitize=address,undefined -fno-sanitize-recover=undefined
FUZZ_LIB = $(patsubst %.c,$(O)/fuzz/%.o,\
	   $(foreach m,base text doc format query,$(wildcard lib/$(m)/*.c)) \
	   $(foreach f,line manifest parse place,lib/archive/bag_$(f).c) \
	   searchd/address.c searchd/field.c \
	   $(foreach f,columns dictionary dictionary_file dictionary_sort recent \
	   spelling strings suggest_find suggest_number tally typed,\
	   lib/index/$(f).c) \
	   lib/output/oai_token.c)

$(O)/fuzz/%.o: %.c
	$(call say,FUZZCC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(CPPFLAGS) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link \
		$(DEPGEN) -c -o $@ $<

$(O)/fuzz/fuzz_%: fuzz/fuzz_%.c $(FUZZ_LIB)
	$(call say,FUZZLD,$@)
	$(Q)$(FUZZ_CC) $(CPPFLAGS) $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $^ \
		$(ORACLES) $(YAZ) $(LIBS)

fuzzers: $(addprefix $(O)/fuzz/fuzz_,$(FUZZERS))

fuzz-%: $(O)/fuzz/fuzz_%
	$(Q)mkdir -p $(O)/fuzz/$*
	$(Q)[ ! -f fuzz/corpus/$*.tar.gz ] || \
		tar -xzf fuzz/corpus/$*.tar.gz -C $(O)/fuzz/$*
	$(Q)$< -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=4096 \
		-print_final_stats=1 -artifact_prefix=$(O)/fuzz/$*- \
		$(O)/fuzz/$* $(wildcard fuzz/corpus/$*)

fuzz-keep-%: $(O)/fuzz/fuzz_%
	$(Q)rm -rf $(O)/fuzz/keep-$* && mkdir -p $(O)/fuzz/keep-$*
	$(Q)$< -merge=1 $(O)/fuzz/keep-$* $(O)/fuzz/$* \
		$(wildcard fuzz/corpus/$*)
	$(Q)tar -C $(O)/fuzz/keep-$* --sort=name --mtime=@0 --owner=0 \
		--group=0 --numeric-owner -cf - . | gzip -n9 \
		>fuzz/corpus/$*.tar.gz

fuzz: $(addprefix fuzz-,$(FUZZERS))

.PHONY: fuzz fuzzers
