// Times as AWS writes them into versions.
#pragma once

#include <string>

#include "server/util/clock.h"

namespace rockpool::util {

// "20190128175402": year to second, UTC. Requires: a time of the years 0 to 9999.
std::string CompactTime(EpochMillis time);

}  // namespace rockpool::util
