# The templates, styles and scripts of web/ become part of vanban-searchd: a C
# table in $(O)/gen that searchd/assets.c includes.
WEB_FILES = $(sort $(wildcard web/*.html web/*.css web/*.json)) \
	    $(addprefix $(O)/gen/web/,box.js embed.js)

$(O)/gen/web/box.js: web/box.js web/box-page.js
$(O)/gen/web/embed.js: web/box.css web/box.js web/box-embed.js
$(O)/gen/web/%.js: web/script.sh
	$(call say,SCRIPT,$@)
	$(Q)mkdir -p $(@D)
	$(Q)sh web/script.sh $(filter-out $<,$^) >$@

$(O)/gen/web_assets.h: web/embed.sh $(WEB_FILES)
	$(call say,EMBED,web)
	$(Q)mkdir -p $(@D)
	$(Q)sh web/embed.sh $(WEB_FILES) >$@

$(O)/searchd/assets.o: $(O)/gen/web_assets.h
