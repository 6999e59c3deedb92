#include "server/workbench/imports.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/import/import_jobs.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/util/strings.h"
#include "server/workbench/endpoints.h"
#include "storage/store.h"

namespace rockpool::workbench {
namespace {

struct Seen {
  accounts::ImportJob job;
  std::string pool_name;
  std::string log;
};

Seen Look(const storage::Transaction& transaction, const std::string& job_id, util::EpochMillis now) {
  auto record = transaction.user_import_jobs().Find(job_id);
  const auto pool = record ? transaction.user_pools().FindById(record->user_pool_id) : std::nullopt;
  if (!pool) {
    throw api::ResourceNotFoundException("There is no such import job.");
  }
  Seen seen{accounts::DecodeJob(*std::move(record)), pool->name, {}};
  accounts::LetExpire(seen.job, now);
  seen.log = transaction.user_import_jobs().Log(seen.job.record.number);
  return seen;
}

std::string JsonOf(const Seen& seen) {
  const accounts::ImportJob& job = seen.job;
  std::vector<std::string> lines;
  for (const std::string_view line : util::Split(seen.log, "\n")) {
    lines.emplace_back(line);
  }
  api::JsonObject json;
  json.Add("jobId", job.record.job_id);
  json.Add("userPoolId", job.record.user_pool_id);
  json.Add("status", api::ToText(job.status()));
  // As AWS names them in CloudWatch (the developer guide).
  json.Add("logGroup", "/aws/cognito/userpools/" + job.record.user_pool_id + "/" + seen.pool_name);
  json.Add("logStream", job.record.job_id + "/" + job.content.JobName.value_or(""));
  json.Add("lines", lines);
  return json.Text();
}

}  // namespace

void AddImports(Workbench& workbench, const world::World& world, util::Random& random) {
  workbench.Add(
      "GET", "/_rockpool/imports/{job}",
      std::make_unique<JsonEndpoint>(
          [&world](const http::Request& request) {
            const util::EpochMillis now = world.clock.Now();
            const std::string job_id(request.Captured("job"));
            return JsonOf(world.store.Read([&](const storage::Transaction& transaction) { return Look(transaction, job_id, now); }));
          },
          http::Runs::kComputes, random),
      Workbench::Seen::kByPeople);
}

}  // namespace rockpool::workbench
