#!/usr/bin/env bash
# Says what a change does to customers: in the summary of the job, and in a comment of the pull
# request, of which there is one that is written anew each time.
#
# `segue plan` ends with 0 where nothing changes and with 3 where something does, which is what a
# pull request is for; with 1 from the level FAIL_ON on, and with 2 where it cannot say.
set -uo pipefail

mark="<!-- what this change does to customers -->"
most=65000  # A comment of GitHub has at most 65,536 characters.
against=${AGAINST:-${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}}
said=$(mktemp)

data=--no-data
[ "${DATA:-false}" = false ] || data=--data

segue plan -C "$PROJECT" --output markdown "$data" \
  ${against:+--against "$against"} ${FAIL_ON:+--fail-on "$FAIL_ON"} > "$said"
ended=$?

if [ -s "$said" ]; then
  cat "$said"
  cat "$said" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
  if [ "${COMMENT:-true}" = true ] && [ -n "${PULL_REQUEST:-}" ]; then
    body=$(mktemp)
    { echo "$mark"; head -c "$most" "$said" | iconv -c -f utf-8 -t utf-8; } > "$body"
    if [ "$(wc -c < "$said")" -gt "$most" ]; then
      printf '\n\n*What follows stands in the summary of the job.*\n' >> "$body"
    fi
    comments="repos/$GITHUB_REPOSITORY/issues"
    own=$(gh api "$comments/$PULL_REQUEST/comments" --paginate \
      --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)
    if [ -n "$own" ]; then
      gh api --silent --method PATCH "$comments/comments/$own" --field "body=@$body"
    else
      gh api --silent "$comments/$PULL_REQUEST/comments" --field "body=@$body"
    fi || echo "::warning::the plan stands in the summary only: the comment could not be written"
  fi
fi

[ "$ended" = 0 ] || [ "$ended" = 3 ]
