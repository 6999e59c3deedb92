// How long a drawn client's tokens are valid.
#pragma once

#include "tests/operations/drawn_settings.h"

namespace rockpool::support {

// Within the ranges of each token, and no access or id token longer than the refresh token. Any of the numbers and units may be left out.
void DrawTokenValidity(DrawnSettings& drawn, DrawnObject& client);

}  // namespace rockpool::support
