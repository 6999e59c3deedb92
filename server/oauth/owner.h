// Owns the paths of OAuth and the pages: what every answer there carries, and how it is told that nothing is there.
#pragma once

#include "server/http/owner.h"
#include "server/util/random.h"

namespace rockpool::oauth {

class OAuthOwner final : public http::Owner {
 public:
  // `random` makes request ids and outlives the owner.
  explicit OAuthOwner(util::Random& random) : random_(random) {}

  // 405 without a body for what nobody has mounted, whatever is wrong, the path or the method (recorded, amazon-cognito-auth-js#52).
  http::Response Refuse(const http::Request& request, const http::Refusal& refusal) const override;

  // The headers of the domain's answers (recorded, amplify-js#5284), but those that the answer has already.
  void Finish(http::Response& response) const override;

 private:
  util::Random& random_;
};

}  // namespace rockpool::oauth
