# Completion of the command edu for bash.

_edu_words() {
	COMPREPLY=($(compgen -W "$1" -- "$current"))
}

_edu() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}
	COMPREPLY=()

	if [ "$COMP_CWORD" -eq 1 ]; then
		_edu_words "convert validate inspect extract split join redact encrypt decrypt emrex verify sign present status keygen formats help --help --version"
		return
	fi
	# Readline breaks words at '=': --to=elm arrives as --to, =, elm.
	if [ "$current" = = ]; then
		current=
	elif [ "$previous" = = ]; then
		previous=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $previous in
	--to | -t | --from)
		_edu_words "$(edu formats 2>/dev/null | while read -r format _; do printf '%s %s ' "${format%@*}" "$format"; done)"
		return ;;
	--carry)
		_edu_words "none residue original"
		return ;;
	--jobs | -j | --entity | --language | -l | --profile | -p | --session | -s | --return-url | --message | --html | --limit | --at | --algorithm | --name)
		return ;;
	help)
		_edu_words "convert validate inspect extract split join redact encrypt decrypt emrex verify sign present status keygen formats"
		return ;;
	emrex)
		_edu_words "request response decode"
		return ;;
	--code)
		_edu_words "ok error no-results cancelled"
		return ;;
	--suite)
		_edu_words "jades vc-jwt eddsa-jcs-2022 ecdsa-jcs-2019 xmldsig sd-jwt statuslist-jwt"
		return ;;
	--type)
		_edu_words "Ed25519 P-256 P-384 P-521 RSA X25519"
		return ;;
	--policy)
		_edu_words "$(edu redact --list 2>/dev/null)"
		[ "${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
		return ;;
	--dialect)
		_edu_words "ncp emp"
		return ;;
	esac
	if [[ $current == -* ]]; then
		case $verb in
		convert) _edu_words "--entity --from --lenient --to --output --report --carry --supplement --strict --stream --jobs --help" ;;
		validate) _edu_words "--entity --from --lenient --stream --profile --json --jobs --help" ;;
		inspect) _edu_words "--json --lenient --show-personal --language --jobs --help" ;;
		extract) _edu_words "--output --jobs --help" ;;
		split) _edu_words "--output --bare --jobs --help" ;;
		join) _edu_words "--output --drop-signatures --help" ;;
		redact) _edu_words "--policy --key --recipient --from --output --report --jobs --list --help" ;;
		encrypt) _edu_words "--recipient --output --help" ;;
		decrypt) _edu_words "--key --password-file --output --help" ;;
		emrex) _edu_words "--session --return-url --code --dialect --message --html --limit --output --help" ;;
		verify) _edu_words "--trust --at --allow-weak --explain --resolve --holder --audience --nonce --domain --challenge --payload --json --jobs --help" ;;
		sign) _edu_words "--key --cert --suite --algorithm --name --at --sigt --complete --domain --challenge --hide --policy --vct --decoys --holder --password-file --prepare --finish --signature --output --help" ;;
		present) _edu_words "--show --policy --key --audience --nonce --at --password-file --output --help" ;;
		status) _edu_words "read check create update --kind --url --issuer --purpose --bits --entries --set --index --from --until --trust --at --json --output --help" ;;
		keygen) _edu_words "--type --password-file --output --help" ;;
		formats) _edu_words "--matrix --json --help" ;;
		esac
		return
	fi
	COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _edu edu
