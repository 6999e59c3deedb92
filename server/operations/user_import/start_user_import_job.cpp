#include "server/accounts/import/import_jobs.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/user_import/import_job_answers.h"
#include "server/pools/user_pools.h"
#include "server/util/lists.h"
#include "storage/store.h"

namespace rockpool::operations {

// Assumed: the order, and the texts but the first.
api::StartUserImportJobResponse StartUserImportJob(const Context& context, const api::StartUserImportJobRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto started = context.world.store.Write([&](storage::Transaction& transaction) {
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    accounts::ImportJob job = accounts::RequireJob(transaction, request.UserPoolId, request.JobId, now);
    if (!job.record.file_bytes) {
      throw api::PreconditionNotMetException("No csv file was uploaded for " + request.JobId);  // amplify-js#6416
    }
    if (job.status() != accounts::ImportStatus::Created) {
      throw api::PreconditionNotMetException("The job is not in the Created state.");
    }
    if (transaction.user_import_jobs().FindActiveOf(context.caller.account, context.caller.region)) {
      throw api::PreconditionNotMetException("Another import job is already in progress.");
    }
    if (util::MembersOf(pool->AutoVerifiedAttributes).empty()) {
      throw api::PreconditionNotMetException("The user pool has no auto verified attributes.");
    }
    job.content.Status = accounts::ImportStatus::Pending;
    job.content.StartDate = api::Timestamp{now};
    transaction.user_import_jobs().Update(accounts::RecordOf(job));
    return job;
  });
  WakeImports(context);
  return {ShownImportJob(context, started)};
}

}  // namespace rockpool::operations
