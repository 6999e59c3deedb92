#include "server/protocol/call.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>

namespace rockpool::protocol {
namespace {

template <class Response, class Request>
using Function = Response (*)(const operations::Context&, const Request&);

template <class Response, class Request>
class CallOf final : public Call {
 public:
  CallOf(Function<Response, Request> function, bool (*may_block)(const Request&), const api::JsonValue& request)
      : function_(function), may_block_(may_block) {
    Decode(request, request_);
  }

  bool MayBlock() const override { return may_block_(request_); }

  std::string Run(const operations::Context& context) override {
    if constexpr (std::is_void_v<Response>) {
      function_(context, request_);
      return {};
    } else {
      return api::ToJson(function_(context, request_));
    }
  }

 private:
  Function<Response, Request> function_;
  bool (*may_block_)(const Request&);
  Request request_;
};

// The three words of operations.def. Only When uses the predicate, so only there one has to be written.
template <auto Predicate, class Request>
bool When(const Request& request) {
  return Predicate(request);
}
template <auto Predicate, class Request>
bool Never(const Request&) {
  return false;
}
template <auto Predicate, class Request>
bool Always(const Request&) {
  return true;
}

template <class Response, class Request>
std::unique_ptr<Call> Make(Function<Response, Request> function, bool (*may_block)(const Request&), const api::JsonValue& request) {
  return std::make_unique<CallOf<Response, Request>>(function, may_block, request);
}

struct Body {
  std::string_view name;
  std::unique_ptr<Call> (*decode)(const api::JsonValue& request);
};

constexpr auto kBodies = std::to_array<Body>({
#define OPERATION(Name, Blocks)                                                                         \
  {#Name, [](const api::JsonValue& request) {                                                           \
     return Make(&operations::Name, &Blocks<&operations::Name##MayBlock, api::Name##Request>, request); \
   }},
#include "server/api/operations.def"
#undef OPERATION
});

static_assert(std::ranges::is_sorted(kBodies, {}, &Body::name), "operations.def is not in alphabetical order");

const Body* FindBody(std::string_view name) {
  const auto found = std::ranges::lower_bound(kBodies, name, {}, &Body::name);
  return found != kBodies.end() && found->name == name ? &*found : nullptr;
}

}  // namespace

std::unique_ptr<Call> DecodeCall(const api::Operation& operation, const api::JsonValue& request) {
  const Body* body = FindBody(operation.name);
  return body == nullptr ? nullptr : body->decode(request);
}

bool IsImplemented(const api::Operation& operation) { return FindBody(operation.name) != nullptr; }

}  // namespace rockpool::protocol
