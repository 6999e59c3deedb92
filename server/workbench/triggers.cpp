#include "server/workbench/triggers.h"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "server/api/errors.h"
#include "server/http/form.h"
#include "server/triggers/record.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/request_json.h"

namespace rockpool::workbench {
namespace {

std::string List(const world::World& world, const http::Request& request) {
  const TriggersQuery query = ReadTriggersQuery(request.query);
  const auto& record = world.settings.Of<triggers::Settings>().record;
  return record ? record->Json(query.pool, query.after) : R"({"triggers":[]})";
}

triggers::Invocation Recorded(const triggers::Settings& settings, std::int64_t id) {
  std::optional<triggers::Record::Called> called = settings.record ? settings.record->Find(id) : std::nullopt;
  if (!called) {
    throw api::ResourceNotFoundException("There is no such call: the last 1,000 are kept.");
  }
  if (called->is_cut) {
    Refuse("The event of this call was too long to be kept whole.");
  }
  return std::move(called->invocation);
}

std::string Replay(const world::World& world, const http::Request& request) {
  const auto& settings = world.settings.Of<triggers::Settings>();
  triggers::RecordedCall call;
  call.invocation = Recorded(settings, IdIn(request.Captured("id"), "id", "a call"));
  call.time = world.clock.Now();
  const auto start = std::chrono::steady_clock::now();
  if (settings.invoker) {
    call.outcome = settings.invoker->Invoke(call.invocation);
  } else {
    call.outcome.kind = triggers::Outcome::Kind::kSkipped;
  }
  call.duration = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  return triggers::ShownCall(call);
}

}  // namespace

TriggersQuery ReadTriggersQuery(std::string_view query) {
  const auto fields = http::ParseForm(query);
  if (!fields) {
    Refuse("The query cannot be read.");
  }
  TriggersQuery read;
  for (const auto& [name, value] : *fields) {
    if (name == "pool") {
      read.pool = value;
    } else if (name == "after") {
      read.after = value.empty() ? 0 : IdIn(value, name, "a call");
    } else {
      Refuse("The query has the members pool and after, and no others.");
    }
  }
  return read;
}

void AddTriggers(Workbench& workbench, const world::World& world, util::Random& random) {
  const auto add = [&](std::string_view method, std::string_view path, http::Runs runs, JsonEndpoint::Function function) {
    workbench.Add(method, path, std::make_unique<JsonEndpoint>(std::move(function), runs, random));
  };
  add("GET", "/_rockpool/triggers", http::Runs::kComputes, [&world](const http::Request& request) { return List(world, request); });
  add("POST", "/_rockpool/triggers/{id}/replay", http::Runs::kWaits,
      [&world](const http::Request& request) { return Replay(world, request); });
}

}  // namespace rockpool::workbench
