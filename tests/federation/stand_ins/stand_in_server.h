// A server with a pool that has a provider of each type, none of which is real: the OAuth endpoints, the workbench and the stand-ins are
// mounted as the server mounts them, and requests go through the router.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/router.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/oauth/mount.h"
#include "server/protocol/json_owner.h"
#include "server/workbench/workbench.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

class StandInServer {
 public:
  explicit StandInServer(const Settings& settings = {});

  // Names of the pool's providers.
  static const std::vector<std::string>& Providers();

  http::Response Send(http::Request request);
  http::Response Get(std::string_view target);
  http::Response PostForm(std::string_view target, const http::NamedValues& form);

  // A call of the workbench.
  Answer Call(std::string_view method, std::string_view path, std::string_view json = "");

  // Of POST /_rockpool/sign-in, with more members of its body.
  Answer SignIn(std::string_view provider, std::string_view subject, std::string_view claims = R"({"email":"ann@corp.example"})");

  // Lets it go wrong with the provider, once.
  void LetGoWrong(std::string_view provider, std::string_view wrong);

  // As it is stored now.
  identity_providers::SharedProvider Provider(std::string_view name);
  void Update(std::string_view provider, std::string_view more);

  // Of the workbench; `provider` as it stands in a path.
  std::string PathOf(std::string_view provider, std::string_view rest = "") const;

  TestService service;
  const protocol::JsonOwner api_owner{service.random};
  http::Router router{api_owner};
  std::string pool;
  std::string client;

 private:
  void Create(std::string_view name, std::string_view type, std::string_view details, std::string_view mapping);

  const oauth::OAuth oauth_{service.world()};
  triggers::Faults trigger_faults_;
  workbench::Workbench workbench_;
};

}  // namespace rockpool::support
