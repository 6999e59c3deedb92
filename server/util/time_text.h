// Times and durations as text: as people write them, as HTTP does, and as AWS writes them into versions.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "server/util/clock.h"

namespace rockpool::util {

// Times and durations as people write them: ISO 8601, in the profile of RFC 3339.

// "2026-11-22T02:38:54.123Z". Requires: a time from kEarliestTime to kLatestTime.
std::string IsoTime(EpochMillis time);

// "2026-11-22T02:38:54Z", with up to nine decimals of a second, of which three count, and with Z or an offset such as +02:00. nullopt for
// every other form, for a day that no calendar has, for the second 60, and for what lies before kEarliestTime or after kLatestTime.
std::optional<EpochMillis> ParseIsoTime(std::string_view text);

// The milliseconds of "PT3M", "P1DT2H", "P2W" or "PT1.5S". nullopt for every other form, for more than ten digits in a number, and for
// years and months, which are not always equally long.
std::optional<EpochMillis> ParseIsoDuration(std::string_view text);

// Times as HTTP writes them (RFC 9110, 5.6.7).

// "Sun, 06 Nov 1994 08:49:37 GMT"; with `between` the parts of the day "Sun, 06-Nov-1994 08:49:37 GMT", as cookies may have it.
std::string HttpTime(std::time_t time, char between = ' ');

// Times as AWS writes them into versions.

// "20190128175402": year to second, UTC. Requires: a time of the years 0 to 9999.
std::string CompactTime(EpochMillis time);

}  // namespace rockpool::util
