# put MODE PATH: makes PATH hold standard input; touches nothing when it does already, else sets `changed`.
put() {
  content=$(cat)
  if [ "$content" != "$(cat "$2" 2>/dev/null)" ]; then
    mkdir -p "${2%/*}"
    printf '%s\n' "$content" >"$2.new"
    chmod "$1" "$2.new"
    mv "$2.new" "$2"
    changed=yes
  fi
}
