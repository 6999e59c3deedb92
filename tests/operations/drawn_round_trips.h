// Round trips of what is drawn, between two pools.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

#include "tests/operations/drawn_settings.h"
#include "tests/operations/members_sent.h"
#include "tests/operations/round_trip.h"

namespace rockpool::support {

// What `draw(drawn, pool)` asks for goes round by `trip_to(other)`, for each of the seeds, in a service of its own. Fails also if the draws
// leave out something that the create request may say.
template <class Pool, class Draw, class TripTo>
void DrawnGoRound(const std::string& create, std::uint32_t seeds, const Draw& draw, const TripTo& trip_to) {
  MembersSent sent(create);
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    DrawnSettings drawn(seed);
    TestService service;
    const Pool pool(service);
    const Pool other(service);
    const std::string request = draw(drawn, pool);
    SCOPED_TRACE(std::to_string(seed) + ": " + request);
    ASSERT_NO_FATAL_FAILURE(GoRound(service, trip_to(other), request));
    sent.Add(request);
  }
  EXPECT_EQ(sent.Missing(), std::set<std::string>());
}

}  // namespace rockpool::support
