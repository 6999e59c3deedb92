#include "server/workbench/providers.h"

#include <functional>
#include <memory>
#include <utility>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/federation/stand_ins/endpoint.h"
#include "server/federation/stand_ins/provider_door.h"
#include "server/federation/stand_ins/state.h"
#include "server/federation/stand_ins/traffic.h"
#include "server/federation/stand_ins/typed_claims.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/identity_providers/provider_records.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/request_json.h"
#include "storage/store.h"

namespace rockpool::workbench {
namespace {

using federation::Fault;
using federation::Identity;
using federation::StandInState;
using identity_providers::ProviderInUse;

constexpr std::string_view kProvider = "/_rockpool/providers/{pool}/{name}";
constexpr std::string_view kIdentities = "/_rockpool/providers/{pool}/{name}/identities";
constexpr std::string_view kFaults = "/_rockpool/providers/{pool}/{name}/faults";
constexpr std::int32_t kMostTimes = 1'000'000;
constexpr std::int32_t kMostDelay = 60'000;
constexpr std::int32_t kUsualDelay = 10'000;  // longer than anybody waits for a provider

void ParseAny(std::string_view json, rapidjson::Document& document) {
  if (!Parse(json, document)) {
    Refuse("The body must be JSON.");
  }
}

bool FlagIn(const api::JsonValue& value, std::string_view name) {
  if (!value.IsBool()) {
    Refuse(std::string(name) + " must be true or false.");
  }
  return value.GetBool();
}

std::int32_t NumberIn(const api::JsonValue& value, std::string_view name, std::int32_t least, std::int32_t most) {
  if (!value.IsInt() || value.GetInt() < least || value.GetInt() > most) {
    Refuse(std::string(name) + " must be a number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
  }
  return value.GetInt();
}

Identity IdentityIn(const api::JsonValue& json) {
  if (!json.IsObject()) {
    Refuse("An identity is an object with the members subject and claims.");
  }
  Identity identity;
  for (const auto& member : json.GetObject()) {
    const std::string_view name = api::TextOf(member.name);
    if (name == "subject" && member.value.IsString()) {
      identity.subject = api::TextOf(member.value);
    } else if (name == "claims") {
      identity.claims = ClaimsIn(member.value);
    } else {
      Refuse("An identity has the members subject, a text, and claims, an object, and no others.");
    }
  }
  if (!federation::IsSubject(identity.subject)) {
    Refuse("subject must be 1 to 1024 bytes without control characters.");
  }
  return identity;
}

std::vector<Identity> IdentitiesIn(const api::JsonValue& json) {
  if (!json.IsArray() || json.Size() > federation::kMostIdentities) {
    Refuse("The identities are a list of at most " + std::to_string(federation::kMostIdentities) + ".");
  }
  std::vector<Identity> identities;
  std::size_t bytes = 0;
  for (const api::JsonValue& one : json.GetArray()) {
    identities.push_back(IdentityIn(one));
    bytes += identities.back().Bytes();
  }
  if (bytes > federation::kMostIdentitiesBytes) {
    Refuse("The identities have at most 256 KiB together.");
  }
  return identities;
}

Fault FaultIn(const api::JsonValue& json, const identity_providers::ProviderType& type) {
  if (!json.IsObject()) {
    Refuse("A fault is an object with the member wrong, and perhaps times and delay_ms.");
  }
  std::optional<federation::Wrong> wrong;
  Fault fault;
  for (const auto& member : json.GetObject()) {
    const std::string_view name = api::TextOf(member.name);
    if (name == "wrong") {
      wrong = member.value.IsString() ? federation::WrongOf(api::TextOf(member.value)) : std::nullopt;
    } else if (name == "times") {
      fault.times = NumberIn(member.value, name, 1, kMostTimes);
    } else if (name == "delay_ms") {
      fault.delay_ms = NumberIn(member.value, name, 1, kMostDelay);
    } else {
      Refuse("A fault has the members wrong, times and delay_ms, and no others.");
    }
  }
  if (!wrong) {
    Refuse("wrong must be one of the names that docs/workbench.md lists.");
  }
  if (!federation::CanGoWrong(type, *wrong)) {
    Refuse(std::string(federation::NameOf(*wrong)) + " cannot go wrong with a provider of the type " + std::string(type.name) + ".");
  }
  fault.wrong = *wrong;
  if (fault.wrong != federation::Wrong::kSlow && fault.delay_ms != 0) {
    Refuse("delay_ms goes with slow alone.");
  }
  if (fault.wrong == federation::Wrong::kSlow && fault.delay_ms == 0) {
    fault.delay_ms = kUsualDelay;
  }
  return fault;
}

identity_providers::SharedProvider ProviderOf(const world::World& world, const http::Request& request) {
  const std::string_view pool = request.Captured("pool");
  const std::string_view name = request.Captured("name");
  auto provider = world.store.Read(
      [&](const storage::Transaction& transaction) { return identity_providers::FindProvider(world, transaction, pool, name); });
  if (provider == nullptr) {
    identity_providers::ThrowProviderNotFound(name, pool);
  }
  return provider;
}

std::string Shown(const world::World& world, const ProviderInUse& provider) {
  std::string asked;
  federation::WithTraffic(world, provider, [&asked](const federation::Traffic& traffic) { asked = federation::AskedJson(traffic.asked); });
  return federation::ShownJson(*federation::ReadState(world, provider), federation::IsSimulated(world, provider), asked);
}

void Apply(const ProviderChange& change, StandInState& state) {
  state.is_simulated = change.is_simulated.value_or(state.is_simulated);
  state.is_auto = change.is_auto.value_or(state.is_auto);
  if (change.identities) {
    state.identities = *change.identities;
    for (Identity& identity : state.identities) {
      identity.is_given = true;
    }
  }
}

std::string Change(const world::World& world, const http::Request& request, const ProviderChange& change) {
  const auto provider = ProviderOf(world, request);
  federation::ChangeState(world, *provider, [&change](StandInState& state) { Apply(change, state); });
  return Shown(world, *provider);
}

void RequireEffect(const world::World& world, const ProviderInUse& provider, federation::Wrong wrong) {
  const bool is_of_reach = wrong == federation::Wrong::kDown || wrong == federation::Wrong::kSlow;
  if (is_of_reach && !federation::IsReached(world, provider)) {
    Refuse(std::string(federation::NameOf(wrong)) + " cannot go wrong with " + provider.name +
           ", which is real and has its metadata in a file: browsers ask it, and this server does not.");
  }
}

std::string AddFaults(const world::World& world, const http::Request& request) {
  const auto provider = ProviderOf(world, request);
  const std::vector<Fault> faults = ReadProviderFaults(request.body, *provider->type);
  for (const Fault& fault : faults) {
    RequireEffect(world, *provider, fault.wrong);
  }
  bool are_too_many = false;
  federation::ChangeState(world, *provider, [&](StandInState& state) {
    are_too_many = state.faults.size() + faults.size() > federation::kMostFaults;
    if (!are_too_many) {
      state.faults.insert(state.faults.end(), faults.begin(), faults.end());
    }
  });
  if (are_too_many) {
    Refuse("A provider has at most " + std::to_string(federation::kMostFaults) + " faults.");
  }
  return federation::FaultsJson(federation::ReadState(world, *provider)->faults);
}

std::string EndFaults(const world::World& world, const http::Request& request) {
  const auto provider = ProviderOf(world, request);
  federation::ChangeState(world, *provider, [](StandInState& state) { state.faults.clear(); });
  return "[]";
}

}  // namespace

ProviderChange ReadProviderChange(std::string_view json) {
  rapidjson::Document document;
  ParseAny(json, document);
  ProviderChange change;
  if (document.IsObject()) {
    for (const auto& member : document.GetObject()) {
      const std::string_view name = api::TextOf(member.name);
      if (name == "simulated") {
        change.is_simulated = FlagIn(member.value, name);
      } else if (name == "auto") {
        change.is_auto = FlagIn(member.value, name);
      } else {
        Refuse("A provider has the members simulated and auto, and no others.");
      }
    }
  }
  if (!change.is_simulated && !change.is_auto) {
    Refuse("The body must be an object with the member simulated or auto.");
  }
  return change;
}

ProviderChange ReadIdentities(std::string_view json) {
  rapidjson::Document document;
  ParseAny(json, document);
  ProviderChange change;
  if (!document.IsObject()) {
    change.identities = IdentitiesIn(document);
    return change;
  }
  for (const auto& member : document.GetObject()) {
    const std::string_view name = api::TextOf(member.name);
    if (name == "identities") {
      change.identities = IdentitiesIn(member.value);
    } else if (name == "auto") {
      change.is_auto = FlagIn(member.value, name);
    } else {
      Refuse("Identities are a list, or an object with the members identities and auto.");
    }
  }
  return change;
}

std::vector<Fault> ReadProviderFaults(std::string_view json, const identity_providers::ProviderType& type) {
  rapidjson::Document document;
  ParseAny(json, document);
  std::vector<Fault> faults;
  if (!document.IsArray()) {
    faults.push_back(FaultIn(document, type));
    return faults;
  }
  if (document.Size() > federation::kMostFaults) {
    Refuse("A provider has at most " + std::to_string(federation::kMostFaults) + " faults.");
  }
  for (const api::JsonValue& one : document.GetArray()) {
    faults.push_back(FaultIn(one, type));
  }
  return faults;
}

void AddProviders(Workbench& workbench, const world::World& world, util::Random& random) {
  const auto add = [&](std::string_view method, std::string_view path, JsonEndpoint::Function function) {
    workbench.Add(method, path, std::make_unique<JsonEndpoint>(std::move(function), http::Runs::kComputes, random));
  };
  add("GET", kProvider, [&world](const http::Request& request) { return Shown(world, *ProviderOf(world, request)); });
  add("PUT", kProvider, [&world](const http::Request& request) { return Change(world, request, ReadProviderChange(request.body)); });
  add("PUT", kIdentities, [&world](const http::Request& request) { return Change(world, request, ReadIdentities(request.body)); });
  add("GET", kFaults, [&world](const http::Request& request) {
    return federation::FaultsJson(federation::ReadState(world, *ProviderOf(world, request))->faults);
  });
  add("PUT", kFaults, [&world](const http::Request& request) { return AddFaults(world, request); });
  add("DELETE", kFaults, [&world](const http::Request& request) { return EndFaults(world, request); });
  for (const federation::StandInRoute& route : federation::kStandInRoutes) {
    workbench.Add(route.method, route.path, federation::StandInEndpoint(world, route.address), Workbench::Seen::kByEverybody);
  }
}

}  // namespace rockpool::workbench
