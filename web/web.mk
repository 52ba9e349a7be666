# The templates and styles of web/ become part of vanban-searchd: a C table in
# $(O)/gen that searchd/assets.c includes.
WEB_FILES = $(sort $(wildcard web/*.html web/*.css))

$(O)/gen/web_assets.h: web/embed.sh $(WEB_FILES)
	$(call say,EMBED,web)
	$(Q)mkdir -p $(@D)
	$(Q)sh web/embed.sh $(WEB_FILES) >$@

$(O)/searchd/assets.o: $(O)/gen/web_assets.h
