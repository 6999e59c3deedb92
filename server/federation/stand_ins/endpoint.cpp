#include "server/federation/stand_ins/endpoint.h"

#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "server/federation/stand_ins/call.h"
#include "server/federation/stand_ins/faults.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/http/origin.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/pages/pages.h"
#include "server/util/log.h"
#include "storage/store.h"

namespace rockpool::federation {
namespace {

bool IsOfSaml(ProviderAddress address) {
  return address == ProviderAddress::kSingleSignOn || address == ProviderAddress::kSingleLogout || address == ProviderAddress::kMetadata;
}

http::Response NotThere() {
  http::Response response;
  response.status = 404;
  response.headers.Add("Content-Type", "text/plain; charset=utf-8");
  response.body = "There is no simulated provider here: it does not exist, is of another type, or is real.\n";
  return response;
}

http::Response NotByThisName() {
  http::Response response;
  response.status = 403;
  response.headers.Add("Content-Type", "text/plain; charset=utf-8");
  response.body =
      "This host name is not trusted with simulated providers; start rockpool with --allowed-hosts or --public-url to name it.\n";
  return response;
}

class Answering final : public http::Work {
 public:
  Answering(const world::World& world, ProviderAddress address, http::Request request)
      : world_(world), address_(address), request_(std::move(request)) {}

  http::Runs Prepares() const override { return MayBeSlow() ? http::Runs::kComputes : http::Runs::kHere; }

  void Prepare() noexcept override {
    try {
      delay_ = MayBeSlow() ? TakenDelay() : delay_;
    } catch (const std::exception& error) {
      util::Log(util::LogLevel::kError, "a stand-in is not slow", {{"error", error.what()}});
    }
  }

  // Most are quick, and those that are not must keep no computing thread.
  http::Runs Where() const override { return delay_.count() > 0 ? http::Runs::kWaits : http::Runs::kComputes; }

  http::Response Run() noexcept override {
    // Not by Delay, which POST /_rockpool/sign-in leaves out.
    std::this_thread::sleep_for(delay_);
    http::Response response;
    try {
      response = Answer();
    } catch (const std::exception& error) {
      util::Log(util::LogLevel::kError, "a stand-in failed", {{"error", error.what()}});
      response = {};
      response.status = 500;
    }
    util::Log(util::LogLevel::kInfo, "request", {{"operation", request_.path}, {"status", static_cast<std::int64_t>(response.status)}});
    return response;
  }

 private:
  // What this server asks of a stand-in is slow elsewhere (Fetch); with SAML browsers alone ask.
  bool MayBeSlow() const { return address_ == ProviderAddress::kSingleSignOn; }

  std::chrono::milliseconds TakenDelay() const {
    const auto provider = IsByAnOwnName() ? FindHere() : nullptr;
    const bool is_first = provider != nullptr && IsFirst({world_, *provider, address_, request_});
    const auto fault = is_first ? TakeFault(world_, *provider, {Wrong::kSlow}) : std::nullopt;
    return std::chrono::milliseconds(fault ? fault->delay_ms : 0);
  }

  bool IsByAnOwnName() const {
    const auto host = http::HostOf(request_, request_.is_tls);
    return host && IsOwnHost(world_, host->host);
  }

  // Null where no stand-in answers.
  identity_providers::SharedProvider FindHere() const {
    auto provider = world_.store.ReadBriefly([this](const storage::Transaction& transaction) {
      return identity_providers::FindProvider(world_, transaction, request_.Captured("pool"), request_.Captured("name"));
    });
    const bool is_here = provider && (provider->type == &identity_providers::kSaml) == IsOfSaml(address_) && IsSimulated(world_, *provider);
    return is_here ? provider : nullptr;
  }

  http::Response Answer() const {
    if (!IsByAnOwnName()) {
      return NotByThisName();
    }
    const auto provider = FindHere();
    return provider == nullptr ? NotThere() : AnswerOfStandIn(world_, *provider, address_, request_);
  }

  const world::World& world_;
  const ProviderAddress address_;
  const http::Request request_;
  std::chrono::milliseconds delay_{0};
};

class Endpoint final : public http::Endpoint {
 public:
  Endpoint(const world::World& world, ProviderAddress address) : world_(world), address_(address) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override {
    return std::make_unique<Answering>(world_, address_, std::move(request));
  }

 private:
  const world::World& world_;
  const ProviderAddress address_;
};

}  // namespace

std::unique_ptr<http::Endpoint> StandInEndpoint(const world::World& world, ProviderAddress address) {
  return std::make_unique<Endpoint>(world, address);
}

}  // namespace rockpool::federation
