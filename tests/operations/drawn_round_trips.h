// Round trips of what is drawn.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

#include "tests/operations/drawn_settings.h"
#include "tests/operations/members_sent.h"
#include "tests/operations/round_trip.h"
#include "tests/support/test_scale.h"

namespace rockpool::support {

// `go(drawn)` lets go round what it draws and returns the create request, for each of the seeds, or more: TestScale. Fails also
// if the draws leave out something that the request may say, other than `unsaid`.
template <class Go>
void DrawnGoRound(const std::string& create, std::uint32_t seeds, const Go& go, const std::set<std::string>& unsaid = {}) {
  MembersSent sent(create);
  for (std::uint32_t seed = 0; seed < seeds * TestScale(); ++seed) {
    DrawnSettings drawn(seed);
    SCOPED_TRACE(seed);
    ASSERT_NO_FATAL_FAILURE(sent.Add(go(drawn)));
  }
  EXPECT_EQ(sent.Missing(), unsaid);
}

// The same of what `draw(drawn, pool)` asks for, by `trip_to(other)`, with two pools in a service of their own.
template <class Pool, class Draw, class TripTo>
void DrawnGoRoundBetween(const std::string& create, std::uint32_t seeds, const Draw& draw, const TripTo& trip_to) {
  DrawnGoRound(create, seeds, [&](DrawnSettings& drawn) {
    TestService service;
    const Pool pool(service);
    const Pool other(service);
    const std::string request = draw(drawn, pool);
    GoRound(service, trip_to(other), request);
    return request;
  });
}

}  // namespace rockpool::support
