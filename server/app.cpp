#include "server/app.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/accounts/import/import_worker.h"
#include "server/api/errors.h"
#include "server/endpoint_url.h"
#include "server/http/beast/client.h"
#include "server/http/beast/server.h"
#include "server/kept_key_stock.h"
#include "server/last_call.h"
#include "server/messaging/settings.h"
#include "server/oauth/mount.h"
#include "server/oauth/site.h"
#include "server/oauth/well_known.h"
#include "server/pools/identifiers.h"
#include "server/pools/replicas/down_regions.h"
#include "server/protocol/cross_site.h"
#include "server/protocol/service.h"
#include "server/risk/rules.h"
#include "server/seed/seed.h"
#include "server/seed/seeded_state.h"
#include "server/store_gate.h"
#include "server/tls.h"
#include "server/triggers/faults.h"
#include "server/triggers/invoker.h"
#include "server/triggers/places/lambda_invoker.h"
#include "server/triggers/record.h"
#include "server/triggers/rules/link_by_email.h"
#include "server/util/clock.h"
#include "server/util/log.h"
#include "server/util/random.h"
#include "server/workbench/clock.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/import_upload.h"
#include "server/workbench/workbench.h"
#include "server/workbench_groups.h"
#include "server/world/world.h"
#include "server/world_settings.h"
#include "storage/sqlite/store.h"

namespace rockpool {
namespace {

constexpr std::string_view kVersion = ROCKPOOL_VERSION;
constexpr std::size_t kPageSecretBytes = 32;
// With what a relay and a key service may take, messages on their way keep the end of the server waiting for 5 s.
constexpr std::chrono::milliseconds kGraceOfMessages{2000};
// From the signal on, for what waits for other servers: with the grace of messages that comes after it, 5 s at most.
constexpr std::chrono::milliseconds kGraceOfWaiting{3000};

// Page tokens and what is made up of unknown users outlive a restart, so the secret behind them is in the store.
std::string Secret(storage::Store& store, util::Random& random) {
  std::string fresh(kPageSecretBytes, '\0');
  random.Fill({reinterpret_cast<unsigned char*>(fresh.data()), fresh.size()});
  return store.Write([&](storage::Transaction& transaction) {
    constexpr std::string_view kName = "page_token_secret";
    if (const auto kept = transaction.properties().Find(kName)) {
      return *kept;
    }
    transaction.properties().Put(kName, fresh);
    return fresh;
  });
}

// What is wrong with the seed is told to whoever asked for the reset, not to the log alone.
void Reset(seed::SeededState& seeded_state, workbench::KeptClock& clock) {
  try {
    // By itself, since it may take long, and the clock cannot be changed during the rest.
    seeded_state.Prepare();
    clock.ResetWith([&seeded_state](const storage::Amendment& amendment) { seeded_state.Return(amendment); });
  } catch (const seed::SeedError& error) {
    throw api::InternalErrorException(error.what());
  }
}

std::unique_ptr<storage::Store> EmptyStore() { return storage::sqlite::Store::Open({.path = ":memory:"}); }

std::uint16_t Listen(http::beast::Server& server) {
  server.Listen();
  return server.port();
}

// What the server can be asked for, for whoever wonders why it does not answer.
void LogRoutes(const http::Router& router) {
  router.ForEachRoute([](const http::Entrance& entrance) {
    util::Log(util::LogLevel::kDebug, "route", {{"method", entrance.method}, {"host", entrance.host}, {"path", entrance.path}});
  });
}

// All parts of a running server, in the order in which they depend on one another.
class App {
 public:
  explicit App(const Options& options);
  // What is on its way uses the world.
  ~App() {
    last_call_.Begin();  // where the server has never run
    messaging::StopCouriers(messaging_, kGraceOfMessages);
  }
  App(const App&) = delete;
  App& operator=(const App&) = delete;
  void Run();

 private:
  void SpeakTls();
  triggers::Settings Triggers();

  const Options options_;
  util::SystemClock wall_clock_;
  util::MovableClock clock_{wall_clock_};
  util::SystemRandom random_;
  const protocol::ApiOwner api_owner_;
  http::Router router_;
  http::beast::Server server_;
  const std::uint16_t port_;    // bound before the store is opened, so that a second server on a port leaves no trace
  http::beast::Client client_;  // as early, for the certificates that it is to trust
  LastCall last_call_{client_, kGraceOfWaiting};
  std::unique_ptr<storage::Store> store_;
  StoreGate gate_;
  const std::string secret_;
  world::PageTokens page_tokens_;
  workbench::KeptClock kept_clock_;
  KeptKeyStock keys_;
  const messaging::Settings messaging_;
  triggers::Faults trigger_faults_;
  const std::shared_ptr<accounts::ImportBell> import_bell_ = std::make_shared<accounts::ImportBell>();
  accounts::ImportFiles import_files_;
  const world::World world_;
  const world::World seed_world_;
  protocol::Faults faults_;
  protocol::Service service_;
  seed::SeededState seeded_state_;
  web_authn::VirtualAuthenticator authenticator_{random_};
  workbench::Workbench workbench_;
  std::optional<workbench::FixedJson> health_;
  workbench::FixedJson localstack_health_;
  const oauth::OAuth oauth_;
  oauth::WellKnown jwks_;
  oauth::WellKnown discovery_;
  workbench::FixedJson localstack_ready_;
  workbench::ImportUpload import_upload_;
  std::optional<accounts::ImportWorker> import_worker_;  // ends first
};

App::App(const Options& options)
    : options_(options),
      api_owner_(random_, options.protocol.trusted_sites),
      router_(api_owner_),
      server_(options.http, router_),
      port_(Listen(server_)),
      client_(http::beast::SystemResolve, ClientSettings(options.tls, options.connect_to)),
      store_(storage::sqlite::Store::Open(options.storage)),
      gate_(store_->writer()),
      secret_(Secret(*store_, random_)),
      page_tokens_(secret_),
      kept_clock_(clock_, wall_clock_, *store_),
      keys_(*store_, options.signing_keys),
      messaging_(MessagingSettings(options.messaging, *store_, client_, wall_clock_, random_)),
      import_files_(options.storage.path),
      world_{
          *store_, clock_,  wall_clock_,  random_,
          keys_,   client_, page_tokens_, WorldSettings(options, secret_, messaging_, Triggers(), [bell = import_bell_] { bell->Ring(); })},
      seed_world_(WithoutFunctions(world_)),
      service_(world_, options.protocol, &faults_),
      seeded_state_(seed_world_, options.protocol, options.seed, EmptyStore),
      workbench_(
          faults_, trigger_faults_,
          [this] {
            Reset(seeded_state_, kept_clock_);
            // What was called belongs to what is gone, and has its secrets.
            world_.settings.Of<triggers::Settings>().record->Clear();
            import_bell_->Ring();  // for the files of the jobs that are gone
            world_.settings.Of<risk::Settings>().rules->Clear();
            authenticator_.Forget();
            world_.settings.Of<pools::RegionSettings>().down->Clear();
          },
          options.protocol.trusted_sites.hosts, random_),
      localstack_health_(workbench::LocalStackHealthJson(std::string(kVersion))),
      oauth_(world_),
      jwks_(world_, oauth::JwksDocument),
      discovery_(world_, oauth::DiscoveryDocument),
      localstack_ready_(workbench::LocalStackReadyJson()),
      import_upload_(world_, import_files_) {
  using http::Cors;
  router_.Define("pool", pools::IsPoolId);
  router_.Mount("POST", "/", service_, Cors::kAnyOrigin);
  // Amplify for Flutter appends the pool's id to the endpoint that it is given. It says nothing beside what the body says.
  router_.Mount("POST", "/{pool}", service_, Cors::kAnyOrigin);
  router_.Mount("GET", "/_localstack/health", localstack_health_, Cors::kAnyOrigin);
  router_.Mount("GET", "/_localstack/init/ready", localstack_ready_, Cors::kAnyOrigin);
  router_.Mount("PUT", workbench::kImportPath, import_upload_, Cors::kNone);
  oauth_.Mount(router_);
  router_.Mount("GET", "/{pool}/.well-known/jwks.json", jwks_, Cors::kAnyOrigin);
  router_.Mount("GET", "/{pool}/.well-known/openid-configuration", discovery_, Cors::kAnyOrigin);
  AddWorkbenchGroups(workbench_, {world_, router_, kept_clock_, authenticator_, random_});
  SpeakTls();
  workbench_.Mount(router_);
  const std::string health = workbench::HealthJson(std::string(kVersion), server_.tls_port());
  router_.Mount("GET", "/health", health_.emplace(health), Cors::kAnyOrigin);
  LogRoutes(router_);
}

triggers::Settings App::Triggers() {
  const auto record = std::make_shared<triggers::Record>();
  const triggers::Effects effects{[this](const triggers::Invocation& invocation) { return triggers::LinkByEmail(world_, invocation); }};
  auto invoker = std::make_shared<triggers::LambdaInvoker>(
      triggers::LambdaInvoker::Doors{client_, clock_, wall_clock_, trigger_faults_, record}, options_.triggers, effects);
  return {std::move(invoker), record};
}

void App::SpeakTls() {
  const std::optional<Tls> tls = PrepareTls(options_.tls, options_.http, *store_, wall_clock_, random_,
                                            [this](const std::string& host) { return oauth::IsHostOfDomain(world_, host); });
  if (!tls) {
    return;
  }
  server_.ListenTls(tls->settings);
  util::Log(util::LogLevel::kInfo, "TLS is spoken too", {{"url", EndpointUrl(options_.http.host, "https", *server_.tls_port())}});
  if (tls->authority_pem) {
    workbench_.Add("GET", "/_rockpool/ca.pem", std::make_unique<workbench::AuthorityCertificate>(*tls->authority_pem));
  }
}

void App::Run() {
  // Who connects meanwhile waits until the seed is applied.
  keys_.Start();
  seeded_state_.ApplySeed();
  import_worker_.emplace(world_, import_files_, import_bell_);
  std::printf("READY %s\n", EndpointUrl(options_.http.host, "http", port_).c_str());
  std::fflush(stdout);
  server_.Run(&gate_, [this] { last_call_.Begin(); });
}

}  // namespace

void Serve(const Options& options) {
  App app(options);
  app.Run();
}

}  // namespace rockpool
