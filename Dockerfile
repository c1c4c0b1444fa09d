# Built with everything that compiling better-sqlite3 needs; none of it reaches the image that runs.
FROM node:24-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Install scripts of dependencies stay off; the one native addon is compiled explicitly.
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3
COPY tsconfig.json tsconfig.build.json rolldown.config.ts schema.graphql ./
COPY src ./src
COPY chains ./chains
RUN npm run build && npm prune --omit=dev --ignore-scripts
RUN install -d -o 1000 -g 1000 /data

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json /app/schema.graphql ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The only place it writes; the root may be read-only.
COPY --from=build --chown=1000:1000 /data /data
VOLUME /data
USER 1000:1000
EXPOSE 4000
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/bin/plimsoll.js"]
CMD ["start", "--config", "/config/plimsoll.config.ts", "--database", "/data/plimsoll.db", "--host", "0.0.0.0", "--json"]
