#include "tests/support/federated_users.h"

#include <gtest/gtest.h>

#include "server/clients/client_in_use.h"
#include "server/federation/users/federated_sign_in.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/look_call_commit.h"

namespace rockpool::support {

federation::Claims Said(std::string_view subject, const std::map<std::string, std::string, std::less<>>& values) {
  federation::Claims claims;
  claims.subject = subject;
  for (const auto& [name, value] : values) {
    claims.values[name] = {value};
  }
  return claims;
}

FederatedSignIn SignInThrough(TestService& service, std::string_view client_id, std::string_view provider, const federation::Claims& claims,
                              const world::Caller& caller) {
  const world::World& world = service.world();
  clients::SharedClient client;
  identity_providers::SharedProvider in_use;
  world::LookCallCommit steps(world.store);
  steps.Look([&](const storage::Transaction& transaction) {
    client = clients::AsServed(transaction, caller, clients::UseClient(transaction, world.caches, client_id));
    in_use = identity_providers::FindProvider(world, transaction, client->pool->id, provider);
  });
  FederatedSignIn outcome;
  if (in_use == nullptr) {
    ADD_FAILURE() << "no provider " << provider;
    return outcome;
  }
  sign_in::Trace trace;
  federation::Report report(trace);
  try {
    outcome.user = federation::SignInUser(world, steps, client, *in_use, claims, report, caller);
  } catch (const federation::Refusal& refusal) {
    outcome.refusal = refusal.error() + ": " + refusal.description();
  }
  report.Close();
  outcome.trace = trace.call().federation();
  for (const sign_in::TracedStep& step : trace.call().steps) {
    if (step.verdict == "skipped") {
      outcome.skipped.push_back(step.rule);
    }
  }
  return outcome;
}

}  // namespace rockpool::support
