#include "server/accounts/import/import_jobs.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/operations/repeats.h"
#include "server/operations/user_import/import_job_answers.h"
#include "server/pools/identifiers.h"
#include "server/pools/user_pools.h"
#include "server/world/drawn_id.h"
#include "storage/store.h"

namespace rockpool::operations {

// Assumed: names of jobs need not be unique, and whether the role can be assumed is not looked at.
api::CreateUserImportJobResponse CreateUserImportJob(const Context& context, const api::CreateUserImportJobRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto draw = [&] { return accounts::NewJob(request, context.world.random, now); };
  const accounts::ImportJob job = world::InsertUnderDrawnId(draw, [&](const accounts::ImportJob& drawn) {
    context.world.store.Write([&](storage::Transaction& transaction) {
      pools::RequirePool(transaction, context.caller, request.UserPoolId);
      if (pools::IsOfAnotherAccount(context.caller, request.CloudWatchLogsRoleArn)) {
        throw api::NotAuthorizedException("Cross-account pass role is not allowed.");  // recorded of other roles
      }
      pools::RequireRoom(transaction.user_import_jobs().Count(request.UserPoolId), QuotasOf(context).user_import_jobs, "user import jobs",
                         request.UserPoolId);
      transaction.user_import_jobs().Insert(accounts::RecordOf(drawn));
    });
    return drawn;
  });
  return {ShownImportJob(context, job)};
}

RecordOwner CreateUserImportJobChanges(const api::CreateUserImportJobRequest& request) { return {request.UserPoolId, ""}; }

}  // namespace rockpool::operations
