#!/usr/bin/env bash
# Installs Segue, as this repository has it and with the versions that it is tested with, beside
# whatever else the job has installed. GITHUB_ACTION_PATH is this repository, RUNNER_TEMP a folder
# of the job; what stands in GITHUB_PATH is found by the steps that follow.
set -euo pipefail

python -m venv "$RUNNER_TEMP/segue"
"$RUNNER_TEMP/segue/bin/python" -m pip install --quiet \
  --constraint "$GITHUB_ACTION_PATH/requirements.lock" "$GITHUB_ACTION_PATH"
echo "$RUNNER_TEMP/segue/bin" >> "$GITHUB_PATH"
