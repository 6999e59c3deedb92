// Owns the paths of OAuth and the pages: what every answer there carries, and how it is told that nothing is there.
#pragma once

#include "server/http/owner.h"
#include "server/world/world.h"

namespace rockpool::oauth {

class OAuthOwner final : public http::Owner {
 public:
  // `world` outlives the owner.
  explicit OAuthOwner(const world::World& world) : world_(world) {}

  // 405 without a body for what nobody has mounted, whatever is wrong, the path or the method; Allow names GET or POST and nothing beside
  // them (recorded, amazon-cognito-auth-js#52).
  http::Response Refuse(const http::Request& request, const http::Refusal& refusal) const override;

  // The headers of the domain's answers (recorded, amplify-js#5284), but those that the answer has already.
  void Finish(http::Response& response) const override;

 private:
  const world::World& world_;
};

}  // namespace rockpool::oauth
