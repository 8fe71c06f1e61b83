#!/usr/bin/env bash
# Does what RUN names, in its order, with the campaigns in PROJECT. All of it is done, so that one
# look at the job shows everything that is wrong; it fails where one of them does.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
failed=0

for verb in $RUN; do
  case $verb in
    check | test) segue "$verb" -C "$PROJECT" --output github ;;
    plan) "$here/plan.sh" ;;
    apply)
      if [ "$failed" = 1 ]; then
        echo "::error::nothing is applied, since something before it failed"
        continue
      fi
      segue apply -C "$PROJECT" --by "${GITHUB_ACTOR:-}" ;;
    *)
      echo "::error::\`$verb\` is nothing to run; choose of check, test, plan and apply"
      false ;;
  esac || failed=1
done

exit "$failed"
