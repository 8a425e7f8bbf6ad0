// The page as an MQTT client: MQTT 5 over WebSocket.
"use strict";

(() => {
  const MOST = 200;
  const byId = (id) => document.getElementById(id);
  const form = byId("connect");
  let client = null;

  function say(text, isProblem) {
    byId("connection").textContent = text;
    byId("connection").className = isProblem ? "problem" : "";
  }

  function url() {
    const scheme = window.location.protocol === "https:" ? "wss" : "ws";
    return `${scheme}://${window.location.hostname}:${form.dataset.port}${form.dataset.path}`;
  }

  function connect() {
    const options = { protocolVersion: 5, reconnectPeriod: 0, timerVariant: "native", connectTimeout: 10000, clean: true };
    if (byId("userName").value) {
      options.username = byId("userName").value;
      options.password = byId("mqttPassword").value;
    }
    say("connecting ...");
    client = mqtt.connect(url(), options);
    client.on("connect", () => {
      say("connected as " + client.options.clientId);
      byId("connectButton").textContent = "Disconnect";
    });
    client.on("message", received);
    client.on("error", (error) => say(error.message, true));
    client.on("disconnect", (packet) => say("the broker closed the connection: reason code " + packet.reasonCode, true));
    client.on("close", () => {
      client = null;
      byId("connectButton").textContent = "Connect";
      byId("subscriptions").replaceChildren();
      if (!byId("connection").classList.contains("problem")) {
        say("not connected");
      }
    });
  }

  function received(topic, payload, packet) {
    const row = byId("received").insertRow(0);
    const texts = [new Date().toLocaleTimeString(), topic, payload.toString(), packet.qos, packet.retain ? "yes" : "no"];
    texts.forEach((text) => {
      row.insertCell().textContent = text;
    });
    if (byId("received").rows.length > MOST) {
      byId("received").deleteRow(MOST);
    }
  }

  function connected() {
    if (!client || !client.connected) {
      say("connect first", true);
      return false;
    }
    return true;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (client) {
      client.end();
    } else {
      connect();
    }
  });

  byId("subscribe").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!connected()) {
      return;
    }
    const filter = byId("subscribeFilter").value;
    client.subscribe(filter, { qos: Number(byId("subscribeQos").value) }, (error) => {
      if (error) {
        say(error.message, true);
        return;
      }
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Unsubscribe";
      button.setAttribute("aria-label", "Unsubscribe from " + filter);
      button.addEventListener("click", () => client && client.unsubscribe(filter, () => item.remove()));
      item.append(filter + " ", button);
      byId("subscriptions").append(item);
    });
  });

  byId("publish").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!connected()) {
      return;
    }
    const expiry = byId("publishExpiry").value;
    const options = {
      qos: Number(byId("publishQos").value),
      retain: byId("publishRetain").checked,
      properties: expiry ? { messageExpiryInterval: Number(expiry) } : {},
    };
    byId("published").textContent = "...";
    client.publish(byId("publishTopic").value, byId("publishPayload").value, options, (error) => {
      byId("published").textContent = error ? error.message : options.qos > 0 ? "acknowledged" : "sent";
    });
  });

  connect();
})();
