#include "server/protocol/call.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/gate.h"
#include "server/operations/may_wait.h"

namespace rockpool::protocol {
namespace {

enum class Access { Reads, Writes };  // spelt as in operations.def

template <class Response, class Request>
using Function = Response (*)(const operations::Context&, const Request&);

template <class Request>
using WhereOf = http::Runs (*)(const world::World&, const world::Caller&, const Request&);

template <class Request>
std::optional<api::ChallengeNameType> ChallengeAnsweredBy(const Request& request) {
  if constexpr (requires { request.ChallengeName; }) {
    return request.ChallengeName;
  } else {
    return std::nullopt;
  }
}

template <class Response, class Request>
class CallOf final : public Call {
 public:
  CallOf(Function<Response, Request> function, WhereOf<Request> where, Access access, const api::JsonValue& request)
      : function_(function), where_(where), access_(access) {
    Decode(request, request_);
  }

  http::Runs Where(const world::World& world, const world::Caller& caller) const override { return where_(world, caller, request_); }
  bool Writes() const override { return access_ == Access::Writes; }

  void Run(const operations::Context& context) override {
    if (!std::exchange(is_counted_, true)) {  // once, though it may run anew
      operations::RequireRate(context, ChallengeAnsweredBy(request_));
    }
    if (auto caller = operations::ServedBySecondary(context, operations::PoolIn(request_))) {
      RunAs({*std::move(caller), context.operation, context.world});
    } else {
      RunAs(context);
    }
  }

  std::string Json() const override {
    if constexpr (std::is_void_v<Response>) {
      return {};
    } else {
      return api::ToJson(response_.value());
    }
  }

 private:
  struct Nothing {};

  void RunAs(const operations::Context& context) {
    if constexpr (std::is_void_v<Response>) {
      function_(context, request_);
    } else {
      response_.emplace(function_(context, request_));
    }
  }

  Function<Response, Request> function_;
  WhereOf<Request> where_;
  Access access_;
  Request request_;
  bool is_counted_ = false;
  std::optional<std::conditional_t<std::is_void_v<Response>, Nothing, Response>> response_;
};

// The words of operations.def for where. Only those that ask use the predicate, so only there one has to be written.
template <auto Predicate, class Request>
http::Runs Asks(const world::World&, const world::Caller&, const Request& request) {
  return Predicate(request);
}
template <auto Predicate, class Request>
http::Runs Here(const world::World&, const world::Caller&, const Request&) {
  return http::Runs::kHere;
}
template <auto Predicate, class Request>
http::Runs Computes(const world::World&, const world::Caller&, const Request&) {
  return http::Runs::kComputes;
}
template <auto Predicate, class Request>
http::Runs Waits(const world::World&, const world::Caller&, const Request&) {
  return http::Runs::kWaits;
}
template <class Request>
http::Runs UnlessItCalls(const world::World& world, const world::Caller& caller, const Request& request, http::Runs otherwise) {
  return operations::MayCallFunctions(world, caller, operations::PoolNamedBy(request)) ? http::Runs::kWaits : otherwise;
}
template <auto Predicate, class Request>
http::Runs HereOrWaits(const world::World& world, const world::Caller& caller, const Request& request) {
  return UnlessItCalls(world, caller, request, http::Runs::kHere);
}
template <auto Predicate, class Request>
http::Runs ComputesOrWaits(const world::World& world, const world::Caller& caller, const Request& request) {
  return UnlessItCalls(world, caller, request, http::Runs::kComputes);
}
template <auto Predicate, class Request>
http::Runs AsksOrWaits(const world::World& world, const world::Caller& caller, const Request& request) {
  return UnlessItCalls(world, caller, request, Predicate(request));
}

template <class Response, class Request>
std::unique_ptr<Call> Make(Function<Response, Request> function, WhereOf<Request> where, Access access, const api::JsonValue& request) {
  return std::make_unique<CallOf<Response, Request>>(function, where, access, request);
}

struct Body {
  std::string_view name;
  std::unique_ptr<Call> (*decode)(const api::JsonValue& request);
};

constexpr auto kBodies = std::to_array<Body>({
#define OPERATION(Name, Where, WhatItDoes)                                                                             \
  {#Name, [](const api::JsonValue& request) {                                                                          \
     return Make(&operations::Name, &Where<&operations::Name##Runs, api::Name##Request>, Access::WhatItDoes, request); \
   }},
#include "server/api/operations.def"
#undef OPERATION
});

static_assert(std::ranges::is_sorted(kBodies, {}, &Body::name), "operations.def is not in alphabetical order");

}  // namespace

std::unique_ptr<Call> DecodeCall(const api::Operation& operation, const api::JsonValue& request) {
  const auto body = std::ranges::lower_bound(kBodies, operation.name, {}, &Body::name);
  if (body == kBodies.end() || body->name != operation.name) {
    throw std::logic_error("an operation that is none of the model's");  // the generator holds operations.def to the model
  }
  return body->decode(request);
}

}  // namespace rockpool::protocol
