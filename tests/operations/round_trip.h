// The proof that Describe shows what was asked for, and that what it shows can be sent back: Update takes it and changes nothing but the
// date, Create takes it and makes another one like it. What AWS does not take back is listed in docs/fidelity.md.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/operations/shown_as_asked.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

// Whatever goes not back as it is shown; changes the description into what a request says, which is then sent as far as the request has
// the members.
using Preparation = std::function<void(rapidjson::Document& described)>;

struct RoundTrip {
  std::string thing;  // the member that answers show it in
  std::string create;
  std::string describe;
  std::string update;
  std::vector<std::string> key;    // by which Describe finds it
  std::vector<std::string> dates;  // what an update changes
  std::vector<std::string> own;    // what another one like it has of its own; "a/b" is the member b of a
  ShownOtherwise shown_otherwise = {};
  Preparation prepare_update = {};
  Preparation prepare_copy = {};
  // What Describe answers, where `key` is not enough for it.
  std::function<Answer(const Answer& created)> show = {};
};

// Fails the test fatally if the thing that the request makes does not go round.
void GoRound(TestService& service, const RoundTrip& trip, const std::string& request);

// A request with those of the members that it takes.
std::string RequestFrom(std::string_view operation, const rapidjson::Value& members);

// Puts the text into the place of what the member was.
void SetText(rapidjson::Document& object, const char* member, const std::string& text);

}  // namespace rockpool::support
