#include "tests/operations/round_trip.h"

#include <gtest/gtest.h>
#include <rapidjson/pointer.h>

#include <set>

#include "server/api/operation.h"
#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

rapidjson::Document Copy(const rapidjson::Value& value) {
  rapidjson::Document copy;
  copy.CopyFrom(value, copy.GetAllocator());
  return copy;
}

std::string Without(const std::vector<std::string>& members, const rapidjson::Value& thing) {
  rapidjson::Document rest = Copy(thing);
  for (const std::string& member : members) {
    rapidjson::Pointer(("/" + member).c_str()).Erase(rest);
  }
  return TextOf(rest);
}

Answer Show(TestService& service, const RoundTrip& trip, const Answer& created) {
  if (trip.show) {
    return trip.show(created);
  }
  rapidjson::Document key(rapidjson::kObjectType);
  for (const std::string& member : trip.key) {
    SetText(key, member.c_str(), created.TextAt(trip.thing + "." + member));
  }
  return service.Call(trip.describe, TextOf(key));
}

Answer SendBack(TestService& service, const std::string& operation, const Preparation& prepare, const rapidjson::Value& described) {
  rapidjson::Document thing = Copy(described);
  if (prepare) {
    prepare(thing);
  }
  return service.Call(operation, RequestFrom(operation, thing));
}

}  // namespace

void GoRound(TestService& service, const RoundTrip& trip, const std::string& request) {
  SCOPED_TRACE(request);
  const Answer created = service.Call(trip.create, request);
  ASSERT_EQ(OutcomeOf(created), kOk);
  const Answer described = Show(service, trip, created);
  ASSERT_EQ(OutcomeOf(described), kOk);
  const rapidjson::Value& before = described.At(trip.thing);
  rapidjson::Document asked;
  asked.Parse(request.c_str());
  ASSERT_EQ(NotShownAsAsked(asked, before, trip.shown_otherwise), std::set<std::string>()) << described.body;

  service.clock.Advance(1'000);
  ASSERT_EQ(OutcomeOf(SendBack(service, trip.update, trip.prepare_update, before)), kOk) << described.body;
  const Answer updated = Show(service, trip, created);
  ASSERT_EQ(Without(trip.dates, updated.At(trip.thing)), Without(trip.dates, before));
  for (const std::string& date : trip.dates) {
    EXPECT_NE(JsonAt(updated, trip.thing + "." + date), TextOf(before[date.c_str()])) << date;
  }

  const Answer copy = SendBack(service, trip.create, trip.prepare_copy, before);
  ASSERT_EQ(OutcomeOf(copy), kOk) << described.body;
  ASSERT_EQ(Without(trip.own, Show(service, trip, copy).At(trip.thing)), Without(trip.own, before));
}

std::string RequestFrom(std::string_view operation, const rapidjson::Value& members) {
  const api::Shape& input = *api::FindOperation(operation)->input;
  rapidjson::Document request(rapidjson::kObjectType);
  auto& allocator = request.GetAllocator();
  for (const auto& [name, value] : members.GetObject()) {
    if (api::FindMember(input, name.GetString()) != nullptr) {
      request.AddMember(rapidjson::Value(name, allocator), rapidjson::Value(value, allocator), allocator);
    }
  }
  return TextOf(request);
}

void SetText(rapidjson::Document& object, const char* member, const std::string& text) {
  auto& allocator = object.GetAllocator();
  object.RemoveMember(member);
  object.AddMember(rapidjson::Value(member, allocator), rapidjson::Value(text.c_str(), allocator), allocator);
}

}  // namespace rockpool::support
