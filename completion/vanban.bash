# shellcheck shell=bash
# Completion of vanban, vanban-indexer and vanban-searchd for bash. It is
# installed under each of their names; by hand: source completion/vanban.bash

# The options of PROGRAM [COMMAND]; one with a value ends in =.
_vanban_options()
{
	local answer='--format= --lang= --color= --help'

	case $1:$2 in
	vanban:)
		echo '-d --server= --help --version' ;;
	vanban:search)
		echo "-n --offset= --sort= --match= --type= --issuer=" \
			"--place= --kind= --topic= --status= --from= --to=" \
			"--duplicates= --facets --explain --batch= $answer" ;;
	vanban:show)
		echo "--original --original= --version= $answer" ;;
	vanban:resolve)
		echo "-n --batch= $answer" ;;
	vanban:log)
		echo "-n --zero-results $answer" ;;
	vanban:wanted | vanban:related | vanban:suggest)
		echo "-n $answer" ;;
	vanban:browse)
		echo "--by= -n --offset= $answer" ;;
	vanban:extract)
		echo "--encoding= --ocr= $answer" ;;
	vanban:stats | vanban:cites | vanban:cited-by)
		echo "$answer" ;;
	vanban:normalize)
		echo '--from= --to= --report --help' ;;
	vanban:verify)
		echo '--help' ;;
	vanban:edit)
		echo '--no-wait --no-index --help' ;;
	vanban:withdraw)
		echo '--reason= --erase --no-wait --no-index --help' ;;
	vanban:export)
		echo '--ndjson --bagit= --organization= --help' ;;
	vanban:import)
		echo '--bagit= --no-wait --help' ;;
	vanban-indexer:*)
		echo '-d --format= --encoding= --ocr= --base-url= --jobs=' \
			'--rebuild --no-wait --progress --no-progress --json --help' \
			'--version' ;;
	vanban-searchd:*)
		echo '-d --dir= --listen= --public-url= --threads= --connections=' \
			'--per-address= --idle-timeout= --config= --log=' \
			'--web= --visits=' \
			'--log-file= --log-queries= --log-addresses=' \
			'--zero-results= --cache-bytes= --rate= --burst=' \
			'--trusted-proxy= --proxy-header= --cors-origin=' \
			'--help --version' ;;
	esac
}

# The values of an option of PROGRAM COMMAND, as far as there is a list.
_vanban_values()
{
	case $1:$2:$3 in
	vanban:cites:--format | vanban:cited-by:--format | \
		vanban:wanted:--format | vanban:related:--format | \
		vanban:stats:--format | vanban:log:--format | \
		vanban:extract:--format | vanban:browse:--format)
		echo 'text json' ;;
	vanban:show:--format) echo 'text json akn' ;;
	vanban:browse:--by) echo 'date type issuer place topic' ;;
	vanban:suggest:--format) echo 'text json ndjson' ;;
	vanban:*:--format) echo 'text json ndjson tsv trec' ;;
	vanban:*:--lang) echo 'vi en' ;;
	vanban:*:--color) echo 'auto always never' ;;
	vanban:search:--sort) echo 'relevance newest oldest number' ;;
	vanban:search:--match) echo 'auto all any' ;;
	vanban:search:--duplicates) echo 'fold show' ;;
	vanban:search:--kind) echo 'document article' ;;
	vanban:search:--type)
		echo 'nghi-quyet chi-thi quyet-dinh ke-hoach de-an thong-bao' \
			'bao-cao to-trinh ket-luan huong-dan chuong-trinh' ;;
	vanban:normalize:--from)
		echo 'auto utf-8 utf-16 tcvn3 vni viscii vps cp1258 tcvn5712' \
			'bkhcm2 viqr ncr telex vni-keys' ;;
	vanban:normalize:--to) echo 'text fold key' ;;
	vanban-searchd:*:--log) echo 'off errors all' ;;
	vanban-searchd:*:--log-queries | vanban-searchd:*:--log-addresses | \
		vanban-searchd:*:--zero-results)
		echo 'yes no' ;;
	vanban-searchd:*:--trusted-proxy) echo 'unix 127.0.0.1 ::1' ;;
	vanban-searchd:*:--proxy-header) echo 'x-forwarded-for forwarded' ;;
	vanban:extract:--ocr | vanban-indexer:*:--ocr)
		echo 'auto always never' ;;
	vanban-indexer:*:--format)
		echo 'auto ndjson html text xml pdf image docx xlsx pptx odt' \
			'ods odp doc xls ppt rtf zip gz' ;;
	vanban:extract:--encoding | vanban-indexer:*:--encoding)
		echo 'auto utf-8 utf-16 tcvn3 vni viscii vps cp1258 tcvn5712' \
			'bkhcm2 viqr ncr' ;;
	esac
}

# A line is an answer: a file's name may have spaces.
_vanban_reply()
{
	local answers

	answers=$(compgen "$@") || return 0
	mapfile -t COMPREPLY <<<"$answers"
}

_vanban()
{
	local program=${COMP_WORDS[0]##*/} cur=${COMP_WORDS[COMP_CWORD]}
	local before=${COMP_WORDS[COMP_CWORD - 1]} command='' option='' i
	local commands='search show resolve suggest cites cited-by related wanted'
	commands+=' browse normalize extract stats verify log'
	commands+=' edit withdraw export import'

	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		if [[ ${COMP_WORDS[i]} == -d ]]; then
			((i++))
		elif [[ ${COMP_WORDS[i]} != -* ]]; then
			command=${COMP_WORDS[i]}
			break
		fi
	done
	[[ $program == vanban ]] || command=''

	# bash parts --option=value in three words
	if [[ $cur == '=' ]]; then
		option=$before cur=''
	elif [[ $before == '=' ]]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	fi

	if [[ $before == -d || $option == --dir || $option == --web ||
		$option == --bagit ]]; then
		compopt -o filenames 2>/dev/null
		_vanban_reply -d -- "$cur"
	elif [[ $option == --batch || $option == --original ||
		$option == --config || $option == --log-file ]]; then
		compopt -o filenames 2>/dev/null
		_vanban_reply -f -- "$cur"
	elif [[ -n $option ]]; then
		_vanban_reply -W "$(_vanban_values "$program" "$command" \
			"$option")" -- "$cur"
	elif [[ $cur == -* ]]; then
		_vanban_reply -W "$(_vanban_options "$program" "$command")" \
			-- "$cur"
		[[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null
	elif [[ $program == vanban && -z $command ]]; then
		_vanban_reply -W "$commands" -- "$cur"
	elif [[ $program == vanban-indexer || $command == normalize ||
		$command == extract ]]; then
		compopt -o filenames 2>/dev/null
		_vanban_reply -f -- "$cur"
	fi
}

complete -F _vanban vanban vanban-indexer vanban-searchd
