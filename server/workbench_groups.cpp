#include "server/workbench_groups.h"

#include <string>
#include <utility>

#include "server/sign_in/authenticator_code.h"
#include "server/sign_in/settings.h"
#include "server/sign_in/trace.h"
#include "server/workbench/authenticator.h"
#include "server/workbench/federated_sign_in.h"
#include "server/workbench/imports.h"
#include "server/workbench/messages.h"
#include "server/workbench/providers.h"
#include "server/workbench/regions.h"
#include "server/workbench/risk.h"
#include "server/workbench/sign_ins.h"
#include "server/workbench/tokens.h"
#include "server/workbench/triggers.h"

namespace rockpool {
namespace {

workbench::SignInReaders SignInReaders(const world::World& world) {
  return {[&world](const workbench::SignInsQuery& query) {
            return world.settings.Of<sign_in::Settings>().traces->Json(query.pool, query.user, query.after);
          },
          [&world](const std::string& id) { return world.settings.Of<sign_in::Settings>().traces->JsonOfSignIn(id); },
          [&world](const std::string& pool, const std::string& user) { return sign_in::CodeOfThisMoment(world, pool, user); }};
}

// The server's own answer, worked out on this thread, which may wait.
http::Response Ask(const http::Router& router, http::Request request) {
  const http::Routed routed = router.Route(std::move(request));
  http::Response response = http::WorkOutHere(*routed.work);
  routed.Finish(response);
  return response;
}

}  // namespace

void AddWorkbenchGroups(workbench::Workbench& workbench, const Reached& reached) {
  const world::World& world = reached.world;
  workbench::AddAuthenticator(workbench, reached.authenticator, reached.random);
  workbench::AddClock(workbench, reached.clock, reached.random);
  workbench::AddMessages(workbench, world, reached.random);
  workbench::AddTokens(workbench, world, reached.random);
  workbench::AddRegions(workbench, world, reached.random);
  workbench::AddSignIns(workbench, SignInReaders(world), reached.random);
  workbench::AddRisk(workbench, world, reached.random);
  workbench::AddTriggers(workbench, world, reached.random);
  workbench::AddImports(workbench, world, reached.random);
  workbench::AddProviders(workbench, world, reached.random);
  workbench::AddFederatedSignIn(
      workbench, world, [&router = reached.router](http::Request request) { return Ask(router, std::move(request)); }, reached.random);
}

}  // namespace rockpool
