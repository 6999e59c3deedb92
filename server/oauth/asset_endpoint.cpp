#include "server/oauth/asset_endpoint.h"

#include <exception>
#include <utility>

#include "server/util/log.h"

namespace rockpool::oauth {
namespace {

class Serving final : public http::Work {
 public:
  Serving(const world::World& world, Asset asset, http::Runs runs, http::Request request)
      : world_(world), asset_(asset), runs_(runs), request_(std::move(request)) {}

  http::Runs Where() const override { return runs_; }

  http::Response Run() noexcept override {
    http::Response missing;
    missing.status = 404;
    try {
      return asset_(world_, request_).value_or(std::move(missing));
    } catch (const std::exception& error) {
      util::Log(util::LogLevel::kError, "a file of a page failed", {{"error", error.what()}});
      missing.status = 500;
      return missing;
    }
  }

 private:
  const world::World& world_;
  const Asset asset_;
  const http::Runs runs_;
  const http::Request request_;
};

}  // namespace

std::unique_ptr<http::Work> AssetEndpoint::Accept(http::Request request) noexcept {
  return std::make_unique<Serving>(world_, asset_, runs_, std::move(request));
}

}  // namespace rockpool::oauth
