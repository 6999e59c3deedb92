// The contract and what it stands on, precompiled for all that speaks in its types: with it an operation compiles in a third of a second.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/api/operation.h"
#include "server/api/types.h"
