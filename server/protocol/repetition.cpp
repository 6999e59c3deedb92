#include "server/protocol/repetition.h"

#include <algorithm>
#include <array>

#include "server/api/codecs.h"
#include "server/api/operation.h"
#include "server/api/service_exception.h"
#include "server/operations/context.h"
#include "server/protocol/body.h"
#include "server/protocol/caller.h"
#include "server/protocol/validator.h"
#include "storage/store.h"

namespace rockpool::protocol {
namespace {

using operations::Existence;
using operations::RecordOwner;

template <class Request>
Request Decoded(const api::JsonValue& json) {
  Request request;
  Decode(json, request);
  return request;
}

template <class Request>
Repetition Creates(Existence (*exists)(const storage::Transaction&, const operations::Context&, const Request&),
                   const operations::Context& context, const api::JsonValue& json) {
  const auto request = Decoded<Request>(json);
  return {.existence =
              context.world.store.Read([&](const storage::Transaction& transaction) { return exists(transaction, context, request); })};
}

template <class Request>
Repetition Once(RecordOwner (*changes)(const Request&), const api::JsonValue& json) {
  return {.once_for = changes(Decoded<Request>(json))};
}

struct Declaration {
  std::string_view name;
  Repetition (*ask)(const operations::Context& context, const api::JsonValue& request);
};

constexpr auto kDeclarations = std::to_array<Declaration>({
#define CREATES(Name)                                                             \
  {#Name, [](const operations::Context& context, const api::JsonValue& request) { \
     return Creates(&operations::Name##Exists, context, request);                 \
   }},
#define ONCE(Name) \
  {#Name, [](const operations::Context&, const api::JsonValue& request) { return Once(&operations::Name##Changes, request); }},
#include "server/operations/repeats.def"
#undef CREATES
#undef ONCE
});

static_assert(std::ranges::is_sorted(kDeclarations, {}, &Declaration::name), "repeats.def is not in alphabetical order");

const Declaration* FindDeclaration(std::string_view name) {
  const auto found = std::ranges::lower_bound(kDeclarations, name, {}, &Declaration::name);
  return found != kDeclarations.end() && found->name == name ? &*found : nullptr;
}

}  // namespace

Repetition RepetitionOf(std::string_view operation, std::string_view body, const world::World& world, const Settings& settings) {
  const api::Operation* const model = api::FindOperation(operation);
  const Declaration* const declaration = FindDeclaration(operation);
  if (model == nullptr || declaration == nullptr) {
    return {};
  }
  try {
    const operations::Context context{CallerOf({}, "", *model, settings), *model, world};
    api::LocalDocument document;
    ParseBody(std::string(body), document);
    Validate(*model->input, document);
    return declaration->ask(context, document);
  } catch (const api::ServiceException&) {
    return {};
  }
}

}  // namespace rockpool::protocol
